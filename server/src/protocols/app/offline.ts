import type { Language } from '@nuage/contract/words'
import { sayIn } from '../wire/speech.ts'
import type { Assets } from './assets.ts'
import { text } from './text.ts'

/** What is shown while the instance cannot be reached: nothing in it is anybody’s. */
export function offlinePage(assets: Assets, language: Language, base: string): string {
  const say = sayIn(language)
  const at = (path: string): string => text(`${base}${path}`)
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${text(say('app.offline'))} – Nuage</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${assets.styles.map((name) => `<link rel="stylesheet" href="${at(`/assets/${name}`)}">`).join('\n')}
<link rel="icon" href="${at('/favicon.svg')}" type="image/svg+xml">
</head>
<body>
<main class="offline">
<img src="${at('/favicon.svg')}" width="72" height="72" alt="">
<h1>${text(say('app.offline'))}</h1>
<p>${text(say('app.offline-text'))}</p>
<p><a href="${at('/files')}">${text(say('app.offline-again'))}</a></p>
</main>
</body>
</html>
`
}
