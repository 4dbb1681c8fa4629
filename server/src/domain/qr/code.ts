import { create } from 'qrcode'

/** Blank modules around a code: readers need four (ISO/IEC 18004 §6.3.8). */
export const QUIET = 4

/** A run of dark modules in one row, counted from the code's upper left corner, without the blank around it. */
export interface Run {
  readonly row: number
  readonly column: number
  readonly length: number
}

export interface QrCode {
  /** Modules in a row, without the blank around it. */
  readonly size: number
  readonly runs: readonly Run[]
}

/** The same code each time for the same text. A seventh of it may be dirty or torn (level M). */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const runs: Run[] = []
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const from = column
      while (column < size && modules.get(row, column)) column++
      if (column > from) runs.push({ row, column: from, length: column - from })
    }
  return { size, runs }
}
