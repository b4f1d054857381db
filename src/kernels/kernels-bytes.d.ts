/** The module that assembly/ compiles to, in base64, made when the studio is built. */
declare module 'virtual:tree-kernels' {
  export const kernelsBase64: string;
}

/** The modules that net-assembly/ compiles to, likewise: in SIMD, and in relaxed SIMD, which multiplies and adds at once where the machine can. */
declare module 'virtual:net-kernels' {
  export const kernelsBase64: string;
  export const fusedBase64: string;
}
