export { bytesSince, useArriving } from './arriving.ts'
export { destination, fileAddress, send } from './dav.ts'
export { chooseFiles } from './deposit.ts'
