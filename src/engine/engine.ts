export { chooseBackend, probeBackends } from './backends.ts';
export type { BackendReport } from './backend-report.ts';
export { createLinearOn } from './linear-estimator.ts';
export { createNet, createNets } from './net-estimator.ts';
export { predictOnDevice } from './predict-on-device.ts';
export { raceBackends } from './race.ts';
export { predictTfjsFiles } from './predict-tfjs-files.ts';
