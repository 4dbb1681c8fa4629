/** So many bytes at the beginning of a file tell what it is. */
export const TELLING = 16

type Telling = (bytes: Buffer) => boolean

const at =
  (offset: number, ...texts: string[]): Telling =>
  (bytes) =>
    texts.some((text) => bytes.toString('latin1', offset, offset + text.length) === text)

const PDF = at(0, '%PDF-')
const ZIP = at(0, 'PK\x03\x04', 'PK\x05\x06')
/** Office files from before 2007, and whatever else of that time is a file system in a file. */
const COMPOUND = at(0, '\xd0\xcf\x11\xe0')
const BOXED = at(4, 'ftyp')
const RIFF = at(0, 'RIFF')

/** How files of an ending begin; of all others nothing is known. */
const BEGINNINGS: Readonly<Record<string, Telling>> = {
  pdf: PDF,
  png: at(0, '\x89PNG\r\n\x1a\n'),
  ...spread(['jpg', 'jpeg'], at(0, '\xff\xd8\xff')),
  gif: at(0, 'GIF87a', 'GIF89a'),
  webp: (bytes) => RIFF(bytes) && at(8, 'WEBP')(bytes),
  ...spread(['tif', 'tiff'], at(0, 'II*\0', 'MM\0*')),
  bmp: at(0, 'BM'),
  ...spread(['heic', 'heif', 'avif', 'mp4', 'm4v', 'm4a', '3gp'], BOXED),
  // Older films of Apple's begin with any of their parts.
  mov: at(4, 'ftyp', 'moov', 'mdat', 'free', 'wide', 'skip', 'pnot'),
  ...spread(['odt', 'ods', 'odp', 'odg', 'docx', 'xlsx', 'pptx', 'zip', 'epub'], ZIP),
  ...spread(['doc', 'xls', 'ppt'], COMPOUND),
  rtf: at(0, '{\\rtf'),
  ...spread(['ogg', 'oga', 'ogv', 'opus'], at(0, 'OggS')),
  ...spread(['webm', 'mkv'], at(0, '\x1aE\xdf\xa3')),
  wav: RIFF,
  avi: RIFF,
  flac: at(0, 'fLaC'),
  mp3: (bytes) => at(0, 'ID3')(bytes) || (bytes[0] === 0xff && (bytes[1]! & 0xe0) === 0xe0),
  '7z': at(0, '7z\xbc\xaf'),
  rar: at(0, 'Rar!'),
  gz: at(0, '\x1f\x8b'),
}

function spread(endings: readonly string[], telling: Telling): Record<string, Telling> {
  return Object.fromEntries(endings.map((ending) => [ending, telling]))
}

/** Whether a file may be what its name says, by how it begins. @param ending without the dot, in small letters. */
export const beginsLike = (ending: string, bytes: Buffer): boolean =>
  !Object.hasOwn(BEGINNINGS, ending) || BEGINNINGS[ending]!(bytes)
