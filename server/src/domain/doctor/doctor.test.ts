import { describe } from 'vitest'
import { doctorSuite } from './doctor.suite.ts'

describe('the doctor, on SQLite and disk', () => doctorSuite())
