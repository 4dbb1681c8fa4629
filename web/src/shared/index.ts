export { type Answer, answer, type Given } from './answer.ts'
