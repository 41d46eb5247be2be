import { Component } from '@angular/core';

@Component({ selector: 'app-sign-in', template: `<main><h1>Sign in</h1></main>` })
export class SignIn {}
