import { Component } from '@angular/core';

@Component({ selector: 'app-sign-up', template: `<main><h1>Sign up</h1></main>` })
export class SignUp {}
