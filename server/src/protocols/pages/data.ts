import type { FastifyReply } from 'fastify'
import { PAGE_HEADERS } from './look/headers.ts'

const HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  'content-security-policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}

/** Compact JSON, for programs. */
export const sendData = (reply: FastifyReply, data: unknown, status = 200): FastifyReply =>
  reply
    .code(status)
    .headers(HEADERS)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(data))

export const sendNothing = (reply: FastifyReply, status: number): FastifyReply =>
  reply.code(status).headers(HEADERS).send()
