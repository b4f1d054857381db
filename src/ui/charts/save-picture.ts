import { download } from '../../app/downloads.ts';
import { readTheme } from './theme.ts';

const margin = 24;
const headHeight = 56;

function saveCanvas(canvas: HTMLCanvasElement, fileName: string): void {
  canvas.toBlob((file) => {
    if (file) download({ file, fileName });
  }, 'image/png');
}

/** A picture at twice the page's size: the drawing under its title and reading, on the page's ground. */
export function savePicture(drawing: HTMLCanvasElement, title: string, reading: string, fileName: string): void {
  const theme = readTheme(drawing);
  const width = drawing.clientWidth;
  const height = drawing.clientHeight;
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
  context.drawImage(drawing, margin, margin + headHeight, width, height);
  saveCanvas(picture, fileName);
}
