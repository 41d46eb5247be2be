import { Component } from '@angular/core';

@Component({ selector: 'app-library-page', template: `<h1>Library</h1>` })
export class LibraryPage {}
