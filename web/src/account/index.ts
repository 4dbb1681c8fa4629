export { changePreferences } from './change-preferences.ts'
