import { markup } from './html.ts';

const tokens = {
  light: '--ground:#fbfaf7;--sunk:#f4f2ec;--ink:#1d1c1a;--ink2:#55524c;--ink3:#716d65;--line:#e6e2d9;--line2:#d5d0c5;--accent:#3346c9;--tint:#eef0fb;--warn:#8f5608;--bad:#b3362b;--good:#2c7a4b;--bar:#c9c4b8',
  dark: '--ground:#161615;--sunk:#222220;--ink:#eceae4;--ink2:#aaa69d;--ink3:#96928a;--line:#2c2b28;--line2:#3b3935;--accent:#93a0ff;--tint:#20233a;--warn:#e2a94f;--bad:#ef8a7e;--good:#6fc38f;--bar:#57544e',
} as const;

/** The report's style sheet: light and dark as the reader prefers, light on paper. */
export const style = markup(`:root{color-scheme:light dark;${tokens.light};--serif:"Source Serif 4 Variable","Source Serif 4","Source Serif Pro",Charter,"Iowan Old Style",Georgia,"Liberation Serif",serif;--sans:"Inter Variable",Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",sans-serif;--mono:"JetBrains Mono Variable","JetBrains Mono",ui-monospace,Menlo,Consolas,"Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{${tokens.dark}}}
@media print{:root{color-scheme:light;${tokens.light};--ground:#fff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:14px/1.55 var(--sans);font-variant-numeric:tabular-nums;-webkit-font-smoothing:antialiased;overflow-wrap:break-word}
main{max-width:900px;margin:0 auto;padding:48px 40px 80px}
.over{display:flex;flex-wrap:wrap;gap:4px 18px;align-items:baseline;margin:0 0 40px;max-width:none;padding-bottom:14px;border-bottom:1px solid var(--line);color:var(--ink3);font-size:12.5px;overflow-wrap:anywhere}
.mark{font:600 19px/1 var(--serif);color:var(--ink);letter-spacing:-.01em}
h1{font:400 30px/1.32 var(--serif);letter-spacing:-.014em;margin:0 0 26px;max-width:780px;text-wrap:pretty;overflow-wrap:anywhere}h1 b{font-weight:640}
.soft{color:var(--ink2)}.iv{color:var(--ink3);font-size:.78em;white-space:nowrap}
nav{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 8px;font-size:12.5px}nav a{color:var(--accent);text-decoration:none}nav a:hover{text-decoration:underline}a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
section{margin-top:52px}
h2{font:500 21px/1.3 var(--serif);letter-spacing:-.008em;margin:0 0 14px;padding-top:18px;border-top:1px solid var(--line2)}
h3{font:600 12.5px/1.4 var(--sans);color:var(--ink2);margin:30px 0 10px}
p{margin:0 0 12px;max-width:720px}.say{font:400 17px/1.6 var(--serif);overflow-wrap:anywhere}.fine{color:var(--ink3);font-size:12px;margin:10px 0 0}
.notice{border-left:3px solid var(--warn);padding:8px 14px;background:var(--sunk);margin:-16px 0 32px;max-width:none}
dl{display:grid;grid-template-columns:150px minmax(0,1fr);gap:7px 20px;margin:0}dt{color:var(--ink3)}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:12.5px}th{font:500 11.5px/1.35 var(--sans);color:var(--ink3);text-align:left;padding:0 12px 7px 0;border-bottom:1px solid var(--line2);vertical-align:bottom}
td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:middle}th.n,td.n{text-align:right;white-space:nowrap}th:last-child,td:last-child{padding-right:4px}
td.long{overflow-wrap:anywhere;min-width:96px}td.name{font-weight:520}tr.aside td{color:var(--ink3)}tr.aside td.name{font-weight:400}
tr.chosen td{background:var(--tint)}tr.chosen td:first-child{box-shadow:inset 2px 0 var(--accent);padding-left:8px}tr.failed td{color:var(--ink3)}
.board td{padding-top:3px;padding-bottom:3px;height:34px}.board td.rank{color:var(--ink3);width:24px}.board .draw{width:262px;padding-right:12px}.board em{font-style:normal;color:var(--accent);font-size:11.5px;margin-left:6px}
.metrics td:last-child{font-size:12px;line-height:1.45}.metrics td:first-child{white-space:nowrap}.metrics .iv{font-size:11.5px;margin-left:4px}
svg{display:block;width:100%;height:auto;overflow:visible}svg.spark{width:96px;height:22px}svg.meter{display:inline-block;width:44px;height:4px;vertical-align:middle;margin-right:8px}
svg text{font-family:var(--sans);font-size:11px;fill:var(--ink2)}svg .tick{fill:var(--ink3);font-size:10.5px}svg .name{fill:var(--ink2)}svg .label{font-size:12px}svg .value{font-size:12px;fill:var(--ink)}svg .note{fill:var(--ink3);font-size:10.5px}
.grid{stroke:var(--line)}.axis{stroke:var(--line2)}.guide{stroke:var(--ink3);stroke-dasharray:3 4;fill:none;opacity:.75}.guide.over{opacity:1}.line{stroke:var(--accent);stroke-width:1.9;fill:none;stroke-linejoin:round}
.point{fill:var(--accent);stroke:var(--ground);stroke-width:1.6}.open{fill:var(--ground);stroke:var(--ink2);stroke-width:1.6}.whisker{stroke:var(--ink2);stroke-width:1.5}.goal{stroke:var(--good);stroke-dasharray:2 3}.bar{fill:var(--bar)}.track{fill:var(--line)}.fill{fill:var(--ink2)}.cloud{fill:var(--accent)}
.right{fill:var(--accent)}.wrong{fill:var(--warn)}svg .cell{font-size:12px;fill:var(--ink)}svg .share{font-size:10.5px;fill:var(--ink2)}
.figures{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:40px 36px;margin-top:28px;align-items:start}.figures .wide{grid-column:1/3}
figure{margin:0;min-width:0;display:grid;grid-template-rows:subgrid;grid-row:span 2;row-gap:0;align-content:start}figure.wide{display:block}figcaption{padding-bottom:12px;overflow-wrap:anywhere}figcaption b{display:block;font:500 16px/1.35 var(--serif)}figcaption span{color:var(--ink3);font-size:12.5px}
ol.steps{margin:0;padding:0;list-style:none;counter-reset:s}ol.steps li{counter-increment:s;position:relative;padding:3px 0 3px 26px;max-width:740px;overflow-wrap:anywhere}ol.steps li::before{content:counter(s);position:absolute;left:0;color:var(--ink3)}
.findings,.limits,.ledger{list-style:none;margin:0;padding:0}.findings li{position:relative;padding:0 0 0 18px;margin-bottom:14px;max-width:760px;overflow-wrap:anywhere}.findings li::before{content:"";position:absolute;left:0;top:7px;width:7px;height:7px;border-radius:9px;background:var(--ink3)}.findings li.warn::before{background:var(--warn)}.findings li.bad::before{background:var(--bad);border-radius:1px}
.findings b{font-weight:560}.findings p{margin:1px 0 0;color:var(--ink2)}.findings em{font-style:normal;color:var(--ink)}.tag{font-size:11px;color:var(--ink3);margin-left:6px}
.limits li{margin-bottom:13px;max-width:740px;overflow-wrap:anywhere;color:var(--ink2)}.limits b{font-weight:560;color:var(--ink)}.ledger li{padding:5px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}.ledger b{font-weight:520}
.mono,pre{font-family:var(--mono);font-size:11.5px}pre{margin:0;padding:14px 16px;background:var(--sunk);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5;color:var(--ink2);font-variant-ligatures:none}
footer{margin-top:56px;padding-top:14px;border-top:1px solid var(--line);color:var(--ink3);font-size:12px}
@media screen and (max-width:760px){main{padding:28px 18px 56px}h1{font-size:24px}.figures{grid-template-columns:minmax(0,1fr)}.figures .wide{grid-column:1}dl{grid-template-columns:minmax(0,1fr);gap:0}dd{margin-bottom:9px}section>table,figure>table{display:block;overflow-x:auto}.board .draw{min-width:200px}}
@media print{@page{size:A4;margin:16mm 15mm}body{font-size:9.6pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}nav{display:none}h1{font-size:19pt;max-width:none}section{margin-top:26pt}h2,h3{break-after:avoid}figure,tr,.findings li,.limits li,dl>*{break-inside:avoid}thead{display:table-header-group}table{font-size:8.4pt}th{font-size:7.8pt}.figures{gap:22pt 20pt}pre{font-size:7.4pt}.metrics td:last-child{font-size:7.6pt}.metrics .iv{font-size:7.8pt}.over{margin-bottom:22pt}}`);
