/** Settings that cannot be started with. The message is one line for the person at the keyboard. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message.replaceAll(/\s*[\r\n]+\s*/g, ' '))
    this.name = 'ConfigError'
  }
}
