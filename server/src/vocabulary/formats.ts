/** So many are kept of each kind: languages times zones times what is told. */
const MOST = 256

/** Making a format costs hundreds of times what using it does, and a page uses one in each of its lines. */
function keeping<Options, Format>(
  make: (locale: string, options: Options) => Format,
): (locale: string, options: Options) => Format {
  const known = new Map<string, Format>()
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`
    let format = known.get(key)
    if (format === undefined) {
      if (known.size >= MOST) known.clear()
      format = make(locale, options)
      known.set(key, format)
    }
    return format
  }
}

export const dateFormat = keeping(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

export const numberFormat = keeping(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)

export const relativeFormat = keeping(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)

export const collator = keeping((locale, options: Intl.CollatorOptions) => new Intl.Collator(locale, options))
