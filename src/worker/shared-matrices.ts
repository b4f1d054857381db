import type { DesignMatrix } from '../core/matrix/matrix.ts';

/** Whether memory can be shared between this page's workers: it is, where the page is cross-origin isolated. */
function canShare(): boolean {
  return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated === true;
}

/**
 * Matrices on their way to workers: where memory can be shared each is copied once and read by all, else it is given as it is
 * and copied with every message.
 */
export class SharedMatrices {
  readonly #copies = new WeakMap<Float32Array, Float32Array>();

  share(X: DesignMatrix): DesignMatrix {
    if (!canShare()) return X;
    const known = this.#copies.get(X.values);
    if (known) return { ...X, values: known as DesignMatrix['values'] };
    const values = new Float32Array(new SharedArrayBuffer(X.values.byteLength));
    values.set(X.values);
    this.#copies.set(X.values, values);
    return { ...X, values: values as unknown as DesignMatrix['values'] };
  }
}
