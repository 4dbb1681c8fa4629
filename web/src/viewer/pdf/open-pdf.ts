import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import dingbats from 'pdfjs-dist/standard_fonts/FoxitDingbats.pfb?url'
import symbols from 'pdfjs-dist/standard_fonts/FoxitSymbol.pfb?url'
import jbig2 from 'pdfjs-dist/wasm/jbig2_nowasm_fallback.js?url'
import openjpeg from 'pdfjs-dist/wasm/openjpeg_nowasm_fallback.js?url'

/** Bytes asked for at once: of a long file only what is looked at is fetched. */
const PIECE = 256 * 1024
/** Pixels of a picture inside, above which it is left out: a page must not take all memory. */
const LARGEST_PICTURE = 64 * 1024 * 1024

const absolute = (address: string): string => new URL(address, document.baseURI).href
/** The build keeps their names, and puts them in one folder. */
const folderOf = (address: string): string => new URL('.', absolute(address)).href

export function openPdf(url: string): PDFDocumentLoadingTask {
  GlobalWorkerOptions.workerSrc = absolute(worker)
  // Named here only so that the build has them.
  void [openjpeg, symbols]
  return getDocument({
    ...{ url: absolute(url), withCredentials: false, httpHeaders: { 'X-Requested-With': 'XMLHttpRequest' } },
    ...{ rangeChunkSize: PIECE, disableAutoFetch: true, disableStream: true },
    // No WebAssembly, which our policy for pages does not allow: the same decoders in script.
    useWasm: false,
    wasmUrl: folderOf(jbig2),
    standardFontDataUrl: folderOf(dingbats),
    maxImageSize: LARGEST_PICTURE,
    enableXfa: false,
  })
}
