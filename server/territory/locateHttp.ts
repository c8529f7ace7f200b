import { Router } from 'express'
import type { Atlas } from '../../geo/atlas.ts'
import { toWgs84 } from '../../geo/crs.ts'
