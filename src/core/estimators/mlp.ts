export {
  checkMlpInput,
  mlpOutputs,
  predictionsFromOutputs,
  predictMlp,
  softmaxRows,
  type MlpLayer,
  type MlpState,
} from './mlp-net.ts';
export { decodeTfjs, encodeTfjs, mlpSizeBytes, TfjsModelUnreadable, type TfjsFiles } from './mlp-tfjs.ts';
