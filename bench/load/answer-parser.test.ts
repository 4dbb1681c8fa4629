import { describe, expect, test } from 'vitest'
import { AnswerParser } from './answer-parser.ts'

function parse(text: string, size: number): { status: number; body: string; closes: boolean }[] {
  const answers: { status: number; body: string; closes: boolean }[] = []
  let ended = 0
  const parser = new AnswerParser({
    head: (head) => void answers.push({ ...head, body: '' }),
    body: (bytes) => {
      answers.at(-1)!.body += bytes.toString()
    },
    end: () => {
      ended++
    },
  })
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) parser.push(bytes.subarray(at, at + size))
  expect(ended).toBe(answers.length)
  return answers
}

const TEXT = [
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 204 No Content\r\n\r\n',
  'HTTP/1.1 207 Multi-Status\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n',
  'HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
].join('')

describe.each([1, 2, 7, 4096])('answers that arrive in pieces of %i bytes', (size) => {
  test('are told apart', () => {
    expect(parse(TEXT, size)).toEqual([
      { status: 200, body: 'hello', closes: false },
      { status: 204, body: '', closes: false },
      { status: 207, body: 'abc0123456789', closes: false },
      { status: 201, body: '', closes: true },
    ])
  })
})

test('what is no HTTP is an error', () => {
  expect(() => parse('SSH-2.0\r\n\r\n', 4096)).toThrow('not an HTTP/1.1 answer')
})
