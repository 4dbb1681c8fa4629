/** What schemas are made and checked with, for those who serve the API: nothing of it is for the browser. */
export { type Static, type TSchema, Type } from 'typebox'
export { Compile } from 'typebox/compile'
