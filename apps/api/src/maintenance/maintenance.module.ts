import { Module } from '@nestjs/common';
import { ImagesModule } from '../images/images.module';
import { CounterExaminer } from './counter-examiner';
import { Doctor } from './doctor';
import { Reconciler } from './reconciler';
import { Repairs } from './repairs';
import { RowExaminer } from './row-examiner';
import { Sweep } from './sweep';
import { ThingExaminer } from './thing-examiner';

/** Keeps rows and files in agreement. Asks for a `StoreSurvey`; which one is chosen with the store. */
@Module({ imports: [ImagesModule], providers: [RowExaminer, ThingExaminer, CounterExaminer, Doctor, Repairs, Sweep, Reconciler] })
export class MaintenanceModule {}
