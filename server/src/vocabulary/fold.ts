/** The form in which names that people type are compared: `Élise` and `élise` are the same person. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()
