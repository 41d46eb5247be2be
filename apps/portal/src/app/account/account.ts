import { Component } from '@angular/core';

@Component({ selector: 'app-account', template: `<h1>Account</h1>` })
export class Account {}
