import { describeAdapter, type AdapterFacts } from './adapter.ts';
import { BackendUnavailable, DeviceFailed } from './engine-errors.ts';
import { env, findBackendFactory, loadWebgpuBackend, registerBackend, removeBackend } from './tf.ts';

/** A WebGPU device that watches itself: tfjs listens neither to its errors nor to its loss. */
export interface WebgpuDevice {
  /** The device itself, which tfjs computes on as well. */
  readonly gpu: GPUDevice;
  readonly adapter: string;
  readonly software: boolean;
  /** The most bytes that one tensor may have. */
  readonly maxTensorBytes: number;
  failed(): boolean;
  /** Throws DeviceFailed once the device reported an error or was lost. */
  check(): void;
  /** Throws DeviceFailed where the device is lost within a moment: its loss is told after what failed by it. */
  blame(): Promise<void>;
  dispose(): void;
}

const blameMs = 150;

function closeWebgpuBackend(): void {
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
}

async function requestAdapter(): Promise<GPUAdapter> {
  if (typeof navigator === 'undefined' || !navigator.gpu) {
    throw new BackendUnavailable('webgpu', 'this browser offers no WebGPU');
  }
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new BackendUnavailable('webgpu', 'the browser found no GPU adapter');
  return adapter;
}

function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
}

/**
 * Opens the GPU and registers it with tfjs as the backend 'webgpu', in place of one opened before.
 * Throws BackendUnavailable.
 */
export async function openWebgpu(): Promise<WebgpuDevice> {
  const adapter = await requestAdapter();
  const device = await requestDevice(adapter);
  const { WebGPUBackend } = await loadWebgpuBackend();
  // Small tensors computed on the CPU would hide a broken GPU, also from the self-test.
  env().set('WEBGPU_CPU_FORWARD', false);

  let failure: string | null = null;
  let closing = false;
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    failure ??= event.error.message;
  });
  void device.lost.then(({ reason, message }) => {
    if (!closing) failure ??= `device lost (${message || reason})`;
  });
  closeWebgpuBackend();
  registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);

  const check = () => {
    if (failure !== null) throw new DeviceFailed(failure);
  };
  const { name, software } = describeAdapter(factsOf(adapter));
  return {
    gpu: device,
    adapter: name,
    software,
    maxTensorBytes: Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize),
    failed: () => failure !== null,
    check,
    async blame() {
      await Promise.race([device.lost, new Promise((resolve) => setTimeout(resolve, blameMs))]);
      check();
    },
    dispose() {
      closing = true;
      closeWebgpuBackend();
      device.destroy();
    },
  };
}

function factsOf(adapter: GPUAdapter): AdapterFacts {
  const { vendor, architecture, device, description } = adapter.info;
  return { vendor, architecture, device, description, isFallbackAdapter: isFallback(adapter) };
}

/** The flag moved from the adapter to its info; browsers have one or the other. */
function isFallback(adapter: GPUAdapter): boolean {
  const places: readonly object[] = [adapter, adapter.info];
  return places.some((place) => 'isFallbackAdapter' in place && place.isFallbackAdapter === true);
}
