"""Small word lists for `engine.language.identifying`."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


COMMON = _set(
    "a about after again all alone also am an and another any are as ask at away back be because before behind both but by "
    "call called came can come complaint could cover day did do does down each early either even every few first for four "
    "from get give go good had has have he her here hers him his hold how i if in into involved is it its just keep last "
    "late later leave let lets like listen local look main many maybe me more most much must my near nearby never new next "
    "no nobody none nor not nothing now of off often old on once one only or our out over own please put said same say says "
    "second see send several she should show side since so some somebody someone somewhere stay still stop such survival "
    "take tell than that the their them then there these they thing third this those three through to today together told "
    "tomorrow tonight too two under until up us very wait was watch we well were what when where which while who whose why "
    "will with without wellness would yes yesterday yet you your academy active agency ambulance armed army backup "
    "call-taker campus captain chief church city command commander community contact corporal county court crisis crime "
    "crimes deputies deputy detective dispatch district doctor duty elementary ems emergency federal field fire general "
    "government hospital intervention jail judge junior law lieutenant major medical middle military mobile national navy "
    "north south east west northern southern eastern western officer officers parole patrol peer police port private "
    "probation public radio regional resource roll safety school senior sergeant sheriff special state street streets swat "
    "tactical team traffic training transit troopers unit university high pit upper lower"
)
"""Lower-case words that, capitalized, name nobody and no place: first words of sentences, and the vocabulary of the job."""
LANGUAGES_AND_DAYS = _set(
    "english spanish french german arabic russian chinese vietnamese monday tuesday wednesday thursday friday saturday "
    "sunday god miranda ppe"
)
GIVEN = _set(
    "Aaron Adam Alan Alex Alice Amanda Amy Andrea Andrew Angela Ann Anna Anthony Arthur Barbara Ben Benjamin Beth Betty "
    "Bill Billy Bob Bobby Brandon Brenda Brian Bruce Carl Carlos Carol Charles Chris Christine Christopher Cindy Craig "
    "Curtis Dan Daniel Danny Darren Dave David Deborah Dennis Derek Diana Diane Donald Donna Doug Douglas Dwayne Earl Ed "
    "Eddie Edward Elizabeth Emily Eric Erik Ernest Eugene Frank Fred Gary George Gerald Glenn Greg Gregory Harold Harry "
    "Heather Helen Henry Howard Ian Jack Jacob James Jamie Jane Janet Jason Jay Jeff Jeffrey Jennifer Jeremy Jerry Jesse "
    "Jessica Jim Jimmy Joan Joe Joel John Johnny Jon Jonathan Jose Joseph Joshua Juan Julie Justin Karen Kate Katherine "
    "Keith Kelly Ken Kenneth Kevin Kim Kyle Larry Laura Lawrence Lee Leo Leon Linda Lisa Louis Luis Luke Manuel Marcus "
    "Margaret Maria Marie Mark Martha Martin Marvin Mary Matt Matthew Megan Melissa Michael Michelle Miguel Mike Nancy "
    "Nathan Nicholas Nick Nicole Norman Oscar Pamela Pat Patricia Patrick Paul Pedro Peter Phil Philip Rachel Ralph Randy "
    "Ray Raymond Rebecca Ricardo Richard Rick Rob Robert Robin Rodney Roger Ron Ronald Rose Roy Russell Ruth Ryan Sam "
    "Samantha Samuel Sandra Sara Sarah Scott Sean Shane Sharon Shawn Stacy Stanley Stephanie Stephen Steve Steven Susan "
    "Tara Ted Teresa Terry Theresa Thomas Tim Timothy Tina Todd Tom Tommy Tony Tracy Travis Troy Tyler Victor Victoria "
    "Vincent Virginia Walter Wanda Warren Wayne Wendy William Zachary"
)
"""Frequent given names. One counts only with another capitalized word after it."""
PLACES = _set(
    "Police PD Sheriff Constabulary County Parish Township Borough Street St Avenue Ave Road Rd Drive Lane Ln Boulevard "
    "Blvd Court Terrace Circle Highway Parkway Pike Freeway Turnpike Expressway Alley Hospital Clinic Medical Infirmary "
    "School Elementary Academy College University High Middle Kindergarten River Creek Lake Bay Beach Harbor Bridge Tunnel "
    "Park Mall Plaza Motel Hotel Inn Lodge Tavern Bar Pub Grill Diner Restaurant Saloon Casino Market Store Apartments "
    "Towers Church Temple Mosque Synagogue Cathedral Chapel Bank Airport Station Jail Prison Penitentiary Stadium Arena "
    "Library Falls Springs Heights Hills Valley Island Mountain Ridge Canyon Forest Reservation Cemetery Center Centre Fire "
    "Cafe Café Harbour Department"
)
"""What follows the name of an agency, a street, a business, a school, a hospital, a river."""
STATES = (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa "
    "Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio "
    "Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming".replace(" ", "|")
    + "|(?:North|South) (?:Carolina|Dakota)|New (?:Hampshire|Jersey|Mexico|York)|Rhode Island"
)
CHAINS = (
    r"Walmart|Wal-Mart|Kmart|Costco|Home Depot|Lowe's|Walgreens|CVS|McDonald's|Burger King|Wendy's|Starbucks|Dunkin'?|7-Eleven"
    r"|Circle K|Wawa|Sheetz|QuikTrip|Chevron|Exxon|Texaco|Best Buy|Dollar (?:General|Tree)|Family Dollar|Safeway|Kroger|Publix"
    r"|Denny's|Waffle House|IHOP|Taco Bell|KFC|Motel 6|Super 8|Holiday Inn|Marriott|Hilton|Amtrak|FedEx|AutoZone|Petco"
)
"""Businesses with branches, as a pattern."""
GUNS = (
    r"Glock|Sig Sauer|sig sauer|SIG|Smith & Wesson|Wesson|Ruger|Beretta|Remington|Mossberg|Winchester|Taurus|Kimber|Heckler"
    r"|Walther|Browning|Uzi|Kalashnikov|AK-?47|AR-?1[05]|M-?16|SKS|Tec-?9|MAC-?10|Hi-Point|Derringer|Desert Eagle"
)
CARS = (
    r"Chevy|Chevrolet|Toyota|Honda|Nissan|Jeep|Subaru|Hyundai|Kia|Mazda|BMW|Mercedes|Audi|Volkswagen|VW|Volvo|Lexus|Acura|Buick"
    r"|Cadillac|Chrysler|Pontiac|GMC|Tesla|Porsche|Mitsubishi|Oldsmobile|Harley|Kawasaki|Yamaha|Suzuki|Ducati|Silverado|Mustang"
    r"|Camry|Corolla|Altima|Tahoe|Crown Vic(?:toria)?|Prius|Jetta|Corvette|Camaro"
)
