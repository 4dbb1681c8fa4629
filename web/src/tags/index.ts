export { TagsOf } from './tags-of.tsx'
