export * from './file-families.ts'
export * from './tokens.ts'
export * from './words.ts'
