import { Module } from '@nestjs/common';
import { ImagesModule } from '../images/images.module';
import { AlbumRepository } from './album.repository';
import { AlbumsController } from './albums.controller';
import { AlbumsService } from './albums.service';

@Module({ imports: [ImagesModule], controllers: [AlbumsController], providers: [AlbumRepository, AlbumsService] })
export class AlbumsModule {}
