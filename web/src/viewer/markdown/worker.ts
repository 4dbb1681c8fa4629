import type { Answer, Question } from './ask.ts'
import { drawMarkdown } from './document.ts'

addEventListener('message', ({ data: { number, markdown } }: MessageEvent<Question>) => {
  let answer: Answer
  try {
    answer = { number, pieces: drawMarkdown(markdown) }
  } catch {
    answer = { number, pieces: undefined }
  }
  postMessage(answer)
})
