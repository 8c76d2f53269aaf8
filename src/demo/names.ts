/** Common given names and surnames, streets and towns of a county that does not exist. The combinations are drawn. */
const words = (text: string) => text.trim().split(/\s+/)

export const WOMEN = words(`
  Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley
  Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy
  Kathleen Angela Shirley Emma Brenda Pamela Nicole Anna Samantha Katherine Christine Debra Rachel Carolyn Janet
  Maria Olivia Heather Helen Catherine Diane Julie Victoria Joyce Lauren Kelly Christina Ruth Joan Virginia Judith
  Evelyn Hannah Andrea Megan Cheryl Jacqueline Madison Teresa Abigail Sophia Martha Sara Gloria Janice Kathryn Ann
  Isabella Judy Charlotte Julia Grace Amber Alice Jean Denise Frances Danielle Marilyn Natalie Beverly Diana
  Brittany Theresa Kayla Alexis Doris Lori Tiffany Rosa Guadalupe Carmen Ana Luz Mei Priya Thuy Fatima Aaliyah`)

export const MEN = words(`
  James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony Mark
  Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Jason Edward Jeffrey Ryan Jacob Gary
  Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Frank Raymond
  Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Zachary Douglas Peter Kyle Noah Ethan Jeremy Christian Walter
  Keith Austin Roger Terry Sean Gerald Carl Dylan Harold Jordan Jesse Bryan Lawrence Arthur Gabriel Bruce Logan
  Billy Joe Alan Juan Elijah Willie Albert Wayne Randy Mason Vincent Liam Roy Bobby Caleb Bradley Russell Lucas
  Luis Carlos Miguel Jorge Wei Arjun Minh Omar Malik Hector`)

export const SURNAMES = words(`
  Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson
  Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker
  Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell
  Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy
  Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson
  Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross
  Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Gonzales Fisher Vasquez
  Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace Moreno West Cole Hayes Bryant
  Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall Owens Harrison Fernandez Mcdonald
  Woods Washington Kennedy Wells Vargas Henry Chen Freeman Webb Tucker Guzman Burns Crawford Olson Simpson Porter
  O'Brien Saint-Clair`)

/** A given name and the short form that another payer may hold. */
export const NICKNAMES: readonly (readonly [string, string])[] = [
  ['Robert', 'Bob'],
  ['William', 'Bill'],
  ['Richard', 'Rick'],
  ['James', 'Jim'],
  ['John', 'Jack'],
  ['Michael', 'Mike'],
  ['Joseph', 'Joe'],
  ['Thomas', 'Tom'],
  ['Christopher', 'Chris'],
  ['Charles', 'Chuck'],
  ['Daniel', 'Dan'],
  ['Matthew', 'Matt'],
  ['Anthony', 'Tony'],
  ['Steven', 'Steve'],
  ['Andrew', 'Andy'],
  ['Joshua', 'Josh'],
  ['Kenneth', 'Ken'],
  ['Timothy', 'Tim'],
  ['Ronald', 'Ron'],
  ['Edward', 'Ed'],
  ['Nicholas', 'Nick'],
  ['Benjamin', 'Ben'],
  ['Samuel', 'Sam'],
  ['Gregory', 'Greg'],
  ['Lawrence', 'Larry'],
  ['Patricia', 'Pat'],
  ['Jennifer', 'Jen'],
  ['Elizabeth', 'Liz'],
  ['Barbara', 'Barb'],
  ['Susan', 'Sue'],
  ['Margaret', 'Peggy'],
  ['Kimberly', 'Kim'],
  ['Deborah', 'Debbie'],
  ['Stephanie', 'Steph'],
  ['Rebecca', 'Becky'],
  ['Cynthia', 'Cindy'],
  ['Katherine', 'Kate'],
  ['Pamela', 'Pam'],
  ['Samantha', 'Sam'],
  ['Christine', 'Chris'],
  ['Victoria', 'Vicky'],
  ['Judith', 'Judy'],
  ['Theresa', 'Terry'],
  ['Jacqueline', 'Jackie'],
]

/** Names that twins of one sex carry: one letter or two apart. */
export const TWINS: readonly (readonly [string, string, string])[] = [
  ['female', 'Maria', 'Marie'],
  ['female', 'Anna', 'Anne'],
  ['female', 'Kara', 'Kaya'],
  ['female', 'Jayla', 'Kayla'],
  ['female', 'Sara', 'Sari'],
  ['male', 'Jaden', 'Jaylen'],
  ['male', 'Darren', 'Warren'],
  ['male', 'Eric', 'Erik'],
  ['male', 'Alan', 'Aldan'],
  ['male', 'Marco', 'Marcos'],
]

export const STREETS = words(`
  Orchard Mill Chapel Harbor Canal Meadow Quarry Depot Ferry Linden Sycamore Hawthorn Juniper Ridge Prospect Lantern
  Station Granite Willow Bridge Foundry Larkspur Kestrel Heron Tannery Cooper Weaver Bellows Signal Beacon`)

/** Towns of Tidewell County. No ZIP code starts with 000, no state has the letters ZZ. */
export const TOWNS: readonly { town: string; zip_code: string; weight: number }[] = [
  { town: 'Port Tidewell', zip_code: '00011', weight: 0.34 },
  { town: 'Millbrook', zip_code: '00012', weight: 0.21 },
  { town: 'Harlan Falls', zip_code: '00013', weight: 0.16 },
  { town: 'Cedar Landing', zip_code: '00014', weight: 0.13 },
  { town: 'Eastmarsh', zip_code: '00015', weight: 0.1 },
  { town: 'Quarry Hill', zip_code: '00016', weight: 0.06 },
]
