export interface Person {
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
}

export const maya: Person = { email: 'maya@northwind.example', password: 'a quiet harbour at night', displayName: 'Maya Okafor' };
export const bruno: Person = { email: 'bruno@northwind.example', password: 'eleven red bicycles', displayName: 'Bruno Weiß' };
export const nora: Person = { email: 'nora@northwind.example', password: 'the ninth wave of the day', displayName: 'Nora Lind' };
