import { describe, expect, it } from 'vitest';
import { coefficientsView, moreLabel, scoreUnit, signed, signedBars } from '../../src/app/inside-bars.ts';
import { outputChoices, pairViews, shapesReading, shapeViews, type CurveView, type LevelsView } from '../../src/app/inside-shapes.ts';
import { columnWidth, nodeWidth, pathTo, treeStep, treeView } from '../../src/app/inside-tree.ts';
import { topOf, topThatFits } from '../../src/app/inside-tree-top.ts';
import { adultProblem } from '../ui/fixtures/adult.ts';
import { coefficientsPicture, deepTree, shapesPicture, treePicture } from '../ui/fixtures/pictures.ts';

describe('a decision tree', () => {
  const view = treeView(treePicture, 'income', '>50K');
  const node = (id: number) => view.nodes[view.nodes.findIndex((one) => one.id === id)];

  it('is read in one line', () => {
    expect(view.reading).toBe('Seven answers after at most three questions about five columns; relationship is asked first.');
  });

  it('puts each parent over the middle of its children, yes at the left, and no two boxes over one another', () => {
    expect(node(0).x).toBe((node(1).x + node(8).x) / 2);
    expect(node(1).x).toBeLessThan(node(8).x);
    for (const tree of [view, treeView(deepTree(5), 'y', null)]) {
      for (const a of tree.nodes) for (const b of tree.nodes) if (a !== b && a.y === b.y) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(nodeWidth);
      for (const { x } of tree.nodes) expect(x >= nodeWidth / 2 && x <= tree.width - nodeWidth / 2).toBe(true);
    }
  });

  it('asks in words, and says where missing values go', () => {
    expect(node(0).question).toEqual({ feature: 'relationship', condition: 'is Husband or Wife?' });
    expect(node(1).question).toEqual({ feature: 'education_num', condition: 'at most 12.5?' });
    expect([node(1).answer, node(8).answer, node(2).answer, node(5).answer]).toEqual(['yes', 'no, missing', 'yes, missing', 'no']);
  });

  it('tells the way to each answer', () => {
    expect(node(4).note).toBe('Where relationship is Husband or Wife and education_num at most 12.5, or missing and capital_gain above 5,096: >50K 98%, 250 rows (1.6%).');
    expect(pathTo(view.nodes, 4)).toEqual([0, 1, 2, 4]);
    expect(view.table.rows).toHaveLength(7);
    expect(view.table.columns).toEqual(['where', 'share of <=50K', 'share of >50K', 'rows']);
  });

  it('shows the commonest class where no class is the positive one', () => {
    expect(treeView(treePicture, 'income', null).nodes[0].value).toBe('<=50K 76%');
  });

  it('is walked by arrow keys', () => {
    const walk = (from: number, ...keys: string[]) => keys.reduce((at, key) => treeStep(view.nodes, at, key), from);
    expect(walk(0, 'ArrowDown')).toBe(1);
    expect(walk(0, 'ArrowDown', 'ArrowRight')).toBe(8);
    expect(walk(8, 'ArrowUp', 'ArrowUp')).toBe(0);
    expect(walk(3, 'ArrowDown', 'ArrowLeft')).toBe(3);
  });

  it('of numbers shows them, and one answer for all rows where nothing is asked', () => {
    const single = treeView({ kind: 'tree', classes: [], nodes: [{ test: null, left: null, right: null, rows: 90, value: [4.25] }] }, 'price', null);
    expect(single.reading).toBe('No question tells price: all rows get the same answer.');
    expect(single.nodes[0].note).toBe('All rows: 4.25, 90 rows (100%).');
    expect(single.table.rows).toEqual([['all rows', '4.25', '90']]);
  });
});

describe('the top of a decision tree', () => {
  const deep = treeView(deepTree(5), 'y', null);

  it('is as many levels as fit, moved together, and says where it goes on', () => {
    const top = topThatFits(deep, 4 * columnWidth);
    expect(top.nodes).toHaveLength(7);
    expect(top.width).toBe(4 * columnWidth);
    expect(top.nodes[0].x).toBe(2 * columnWidth);
    expect(top.nodes.filter(({ id }) => top.goesOn.has(id)).map(({ children }) => children.length)).toEqual([0, 0, 0, 0]);
    for (const { x } of top.nodes) expect(x >= nodeWidth / 2 && x <= top.width - nodeWidth / 2).toBe(true);
    expect(top.height).toBeLessThan(deep.height);
  });

  it('is two levels where not even these fit, and all of the tree where it fits', () => {
    expect(topThatFits(deep, 10).nodes).toHaveLength(3);
    const all = topThatFits(deep, deep.width);
    expect([all.nodes, all.width, all.height, all.goesOn.size]).toEqual([deep.nodes, deep.width, deep.height, 0]);
    expect(topOf(deep, Infinity)).toEqual(all);
  });

  it('of one answer is that answer', () => {
    const single = treeView({ kind: 'tree', classes: [], nodes: [{ test: null, left: null, right: null, rows: 90, value: [4.25] }] }, 'price', null);
    expect(topThatFits(single, 10).nodes).toHaveLength(1);
  });
});

describe('coefficients', () => {
  const view = coefficientsView(coefficientsPicture, 0, adultProblem);

  it('stand strongest first, to either side of one zero', () => {
    expect(view.bars[0]).toMatchObject({ label: 'capital_gain', sign: 'up', text: '+2.40', to: 1 });
    expect(view.bars.find(({ sign }) => sign === 'down')).toMatchObject({ label: 'age', from: 0, text: '−1.61' });
    for (const bar of view.bars) expect(bar.sign === 'up' ? bar.from : bar.to).toBeCloseTo(view.zeroAt, 12);
    expect(view.reading).toContain('capital_gain pushes most, up, 1 feature not at all');
    expect(view.axis).toBe('change in log-odds of “>50K”');
  });

  it('keep all outputs in the table', () => {
    const three = { ...coefficientsPicture, outputs: ['a', 'b'], intercepts: [1, 2], features: [{ feature: 'x', coefficients: [0.5, -3] }] };
    expect(coefficientsView(three, 1, adultProblem).table).toEqual({ columns: ['feature', 'coefficient, a', 'coefficient, b'], rows: [['(start)', '1', '2'], ['x', '0.5', '−3']] });
  });

  it('are none where no class but one was seen', () => {
    expect(coefficientsView({ kind: 'coefficients', outputs: [], intercepts: [], features: [] }, 0, adultProblem).bars).toEqual([]);
  });

  it('are measured in the target for numbers', () => {
    expect([scoreUnit('', { target: 'price' }), scoreUnit('yes', { target: 'price' })]).toEqual(['price', 'log-odds of yes']);
  });

  it('carry their sign, and none for nothing', () => {
    expect([signed(0.5, 2), signed(-0.5, 2), signed(0, 2), signed(0.001, 2), signed(123.4, 500), signed(0.004, 0.005)]).toEqual(['+0.50', '−0.50', '0.00', '0.00', '+123', '+0.00400']);
    expect(signedBars([]).bars).toEqual([]);
    expect([moreLabel(false, 42, 8), moreLabel(true, 42, 8)]).toEqual(['Show all 42', 'Show the first 8 alone']);
  });
});

describe('shape functions', () => {
  const views = shapeViews(shapesPicture, 0, adultProblem);
  const curve = (key: string) => views.find((view): view is CurveView => view.draw === 'curve' && view.key === key);
  const levels = (key: string) => views.find((view): view is LevelsView => view.draw === 'levels' && view.key === key);

  it('stand by importance, all on one scale', () => {
    expect(views.slice(0, 3).map(({ key }) => key)).toEqual(['relationship', 'age', 'education_num']);
    const scales = views.flatMap((view) => (view.draw === 'curve' ? [view.y] : []));
    for (const scale of scales) expect(scale).toEqual(scales[0]);
    expect(levels('sex')?.bars[0].to).toBeLessThan(levels('relationship')?.bars[0].to ?? 0);
  });

  it('ask a question each and answer it in a line', () => {
    expect(views[0].title).toBe('How does relationship move the log-odds of “>50K”?');
    expect(views[0].reading).toBe('−1.10 for Own-child, +1.10 for Wife.');
    expect(curve('education_num')?.reading).toMatch(/^−1\.\d\d at 1 to 2, \+1\.\d\d at 15 to 16\.$/);
  });

  it('go along the axis without a gap, with the rows beneath', () => {
    const steps = curve('age')?.steps ?? [];
    expect(steps[0].from).toBe(0);
    expect(steps.at(-1)?.to).toBe(1);
    steps.slice(1).forEach((step, at) => expect(step.from).toBeCloseTo(steps[at].to, 12));
    expect(Math.max(...steps.map(({ rows }) => rows))).toBe(1);
    expect(steps[0].note).toMatch(/^age 17 to 18.83: −\d\.\d\d in log-odds of “>50K”, [\d,]+ rows$/);
    expect(curve('age')?.missing?.text).toBe('missing −0.21');
    expect(curve('capital_loss')?.missing).toBeNull();
  });

  it('do not let a few rows far out take the axis', () => {
    const far = { ...shapesPicture, shapes: [{ ...shapesPicture.shapes[0], curve: { kind: 'numeric' as const, x: [0, 1, 2, 1_000_000] }, y: [[0, 1, 2]], rows: [500, 500, 1] }] };
    const [view] = shapeViews(far, 0, adultProblem) as CurveView[];
    expect([view.x.min, view.x.max, view.steps.length]).toEqual([0, 2, 2]);
    expect(view.reading).toContain('Few rows lie beyond 0 to 2');
    expect(view.table.rows).toHaveLength(4);
  });

  it('are summed up in words', () => {
    expect(shapesReading(shapesPicture, 0, adultProblem)).toBe('The answer is a sum: −1.62 in log-odds of “>50K”, and what each of 10 features adds and what 1 pair of them adds together. relationship makes up 25% of what moves it.');
    expect(outputChoices(['a', 'b'])).toEqual([{ value: '0', label: 'a' }, { value: '1', label: 'b' }]);
    expect(outputChoices(['a'])).toEqual([]);
  });

  it('of pairs are grids whose strongest cell is told', () => {
    const [pair] = pairViews(shapesPicture, 0, adultProblem);
    expect(pair.reading).toBe('Beside what each adds alone: most, −0.20 in log-odds of “>50K”, where age is 17 to 28 and hours_per_week is 45 to 99.');
    expect(pair.rows[0].cells.map(({ text, share }) => [text, share.toFixed(2)])).toEqual([['+0.10', '0.50'], ['−0.04', '-0.20'], ['−0.20', '-1.00']]);
    expect(pair.table.rows).toHaveLength(4);
  });
});
