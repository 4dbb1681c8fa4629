export * from './tokens.ts'
export * from './words.ts'
