const PASSWORD_IN_URL = /\b([a-z][a-z0-9+.-]*:\/\/[^\s/:@]*):[^\s/]*@/gi
const SECRET_IN_QUERY =
  /([?&](?:password|secret|secretKey|secretAccessKey|accessKey|accessKeyId|key|token|stateToken|requesttoken|sig|signature|X-Amz-[A-Za-z]+)=)[^&\s#"']*/gi

/** Hides passwords and keys inside any address that stands in the text. */
export const redactUrls = (text: string): string =>
  text.replace(PASSWORD_IN_URL, '$1:***@').replace(SECRET_IN_QUERY, '$1***')
