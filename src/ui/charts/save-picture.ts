import { download } from '../../app/downloads.ts';
import { readTheme } from './theme.ts';

const margin = 24;
const headHeight = 56;

function saveCanvas(canvas: HTMLCanvasElement, fileName: string): void {
  canvas.toBlob((file) => {
    if (file) download({ file, fileName });
  }, 'image/png');
}

/** Something drawn on the page, and how large. */
interface Drawn {
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

function save({ image, width, height }: Drawn, title: string, reading: string, fileName: string): void {
  const theme = readTheme();
  const picture = document.createElement('canvas');
  picture.width = (width + 2 * margin) * 2;
  picture.height = (height + 2 * margin + headHeight) * 2;
  const context = picture.getContext('2d');
  if (!context) return;
  context.scale(2, 2);
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, picture.width, picture.height);
  context.textBaseline = 'top';
  context.fillStyle = theme.ink;
  context.font = `500 16px ${theme.serif}`;
  context.fillText(title, margin, margin);
  context.fillStyle = theme.ink3;
  context.font = `12px ${theme.sans}`;
  context.fillText(reading, margin, margin + 24, width);
  context.drawImage(image, margin, margin + headHeight, width, height);
  saveCanvas(picture, fileName);
}

/** A picture at twice the page's size: the drawing under its title and reading, on the page's ground. */
export function savePicture(drawing: HTMLCanvasElement, title: string, reading: string, fileName: string): void {
  save({ image: drawing, width: drawing.clientWidth, height: drawing.clientHeight }, title, reading, fileName);
}

const carried = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'visibility'];

/** A copy that looks the same outside of the page: what its style sheets say stands on each shape. */
function standalone(svg: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, at) => {
    const style = getComputedStyle(originals[at]);
    element.setAttribute('style', carried.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return copy;
}

/** As savePicture, of a drawing in SVG. */
export async function saveSvgPicture(svg: SVGSVGElement, title: string, reading: string, fileName: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const text = new XMLSerializer().serializeToString(standalone(svg, width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  save({ image, width, height }, title, reading, fileName);
}
