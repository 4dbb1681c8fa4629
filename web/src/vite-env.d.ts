/// <reference types="vite/client" />

declare module 'virtual:tokens.css' {}

/** A page of the help, made into HTML when the app is built. */
declare module '*.md' {
  export const title: string
  export const html: string
}
