import { randomInt } from 'node:crypto'
import { WORDS } from './words.ts'

export const randomWord = (): string => WORDS[randomInt(WORDS.length)]!

/** What can be read out to a class, written on a board and typed on a phone: four words, 44 bits. */
export const sayablePassword = (): string => [1, 2, 3, 4].map(randomWord).join('-')
