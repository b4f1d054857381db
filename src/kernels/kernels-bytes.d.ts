/** The module that assembly/ compiles to, in base64, made when the studio is built. */
declare module 'virtual:tree-kernels' {
  export const kernelsBase64: string;
}

/** The module that net-assembly/ compiles to, likewise. */
declare module 'virtual:net-kernels' {
  export const kernelsBase64: string;
}
