export { askToEmpty } from './acts.tsx'
