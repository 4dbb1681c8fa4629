import { expect, test } from 'vitest'
import { parseS3Address } from './s3-address.ts'

test('everything may be said in the address', () => {
  expect(
    parseS3Address(
      's3://files/a/b/?endpoint=http%3A%2F%2F127.0.0.1%3A7480&region=here&accessKeyId=me&secretAccessKey=a%2Bb',
      {},
    ),
  ).toEqual({
    bucket: 'files',
    prefix: 'a/b/',
    endpoint: 'http://127.0.0.1:7480',
    region: 'here',
    timeout: 45,
    credentials: { accessKeyId: 'me', secretAccessKey: 'a+b' },
  })
})

test('what is left out comes from the environment, keys by way of the client', () => {
  const env = { AWS_REGION: 'eu-west-3', AWS_ENDPOINT_URL_S3: 'https://s3.example' }
  expect(parseS3Address('s3://files', env)).toEqual({
    bucket: 'files',
    prefix: '',
    endpoint: 'https://s3.example',
    region: 'eu-west-3',
    timeout: 45,
    credentials: undefined,
  })
  expect(parseS3Address('s3://files', {}).region).toBe('us-east-1')
})

test.each([
  ['s3://?endpoint=http://127.0.0.1', /no valid S3 bucket/],
  ['s3://A_B', /no valid S3 bucket/],
  ['s3:files', /no valid S3 bucket/],
  ['http://files', /not s3:/],
  ['s3://files?enpoint=http://x', /unknown setting: "enpoint"/],
  ['s3://files?endpoint=ftp://x', /endpoint/],
  ['s3://files?endpoint=x', /endpoint/],
  ['s3://files?timeout=soon', /timeout/],
  ['s3://files?accessKeyId=me', /give both/],
  ['s3://files?secretAccessKey=hush', /give both/],
])('%s is refused in one line that keeps secrets', (address, reason) => {
  expect(() => parseS3Address(address, {})).toThrow(reason)
  expect(() => parseS3Address(address, {})).not.toThrow(/hush|\n/)
})
