import {
  BarController,
  BarElement,
  Chart,
  LineElement,
  LinearScale,
  PointElement,
  ScatterController,
  Tooltip,
} from 'chart.js';

Chart.register(BarController, BarElement, LineElement, LinearScale, PointElement, ScatterController, Tooltip);

export { Chart };
