/** A type of the API with some of its fields told more exactly than its document does; never otherwise than it does. */
export type Narrow<T, N extends { [K in keyof N]: K extends keyof T ? T[K] : never }> = Omit<T, keyof N> & N;
