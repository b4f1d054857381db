export { withNetBackend as withNets } from '../../../src/engine/net-backend.ts';

export type NetDevice = 'wasm' | 'webgpu';
