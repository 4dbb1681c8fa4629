export { BrowserList } from './browsers.tsx'
