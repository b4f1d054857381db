import { layerStruct } from './layer-uniform.ts';
import { stepStruct } from './step-uniform.ts';

/** Declares what functions of a kernel know of the net and the layer that they work for: see `enterReplica`. */
export const ownLayer = `${stepStruct}
${layerStruct}
var<private> step: Step;
var<private> layer: Layer;`;

/**
 * Makes `now` and `mine` the step and the layer of the net in `slot` of those that take a step, and `step` and `layer` the same for
 * functions. What decides where threads wait for each other has to come from the former, which are alike for all of them.
 */
export function enterReplica(slot: string): string {
  return `let now = steps[${slot}];
  let mine = layers[now.replica];
  step = now;
  layer = mine;`;
}
