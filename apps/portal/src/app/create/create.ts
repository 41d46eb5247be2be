import { Component, input } from '@angular/core';

@Component({ selector: 'app-create', template: `<h1>Create</h1>` })
export class Create {
  readonly chatId = input<string>();
}
