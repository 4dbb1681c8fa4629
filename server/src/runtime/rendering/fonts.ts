import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Font, readFont } from '../../domain/links/poster/font.ts'
import { program } from '../program.ts'

/** The folder of the fonts that come along. */
export const FONTS = join(program.root, 'server/src/runtime/rendering/fonts')

let font: Font | undefined

/** For what is printed. */
export function posterFont(): Font {
  font ??= readFont(readFileSync(join(FONTS, 'DejaVuSans.ttf')))
  return font
}

/**
 * The fonts that come along, before those of the machine, which may have none.
 * @param fonts their folder.
 * @returns the path of a configuration for fontconfig, written into `folder`.
 */
export async function configureFonts(fonts: string, folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  await writeFile(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${fonts.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</dir>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`,
  )
  return file
}
