import { withTools } from '../../../../test/rigs/with-tools.ts'
import { doctorSuite } from './doctor.suite.ts'

withTools(['postgres', 's3'], 'the doctor, on PostgreSQL and S3', () => doctorSuite())
