"""What the page says until an editor changes it. Addresses of others only where they were published."""

FIRST_HOUR = """\
1. **Blijf kalm en noteer.** Schrijf op wat u ziet, wie het zag en hoe laat. Neem foto's van schermen.
2. **Trek de netwerkkabel uit** van getroffen toestellen en zet hun wifi uit. Laat ze aan staan.
3. **Verwittig uw ICT-verantwoordelijke, uw CISO en de algemeen directeur.** Bel; mail kan meegelezen worden.
4. **Leg de verbindingen naar buiten stil** als meer dan één toestel getroffen is: VPN, beheer op afstand, koppelingen.
5. **Zet uw back-ups veilig.** Koppel ze los van het netwerk voor iemand anders het doet.
6. **Verander wachtwoorden van beheerders** vanaf een toestel dat zeker schoon is. Meld alle sessies af.
7. **Spreek één woordvoerder af** en zeg uw personeel wat het wel en niet mag doen.
"""
DO_NOT = """\
* **Schakel niets uit en herstart niets.** In het geheugen zitten sporen die u nodig hebt.
* **Wis of herstel nog niets.** Wie te vroeg herstelt, verliest bewijs en haalt de aanvaller weer binnen.
* **Betaal niet en antwoord niet** aan de aanvaller.
* **Meld u niet aan als beheerder** op een toestel dat getroffen kan zijn.
* **Overleg niet over het incident via de getroffen mail of chat.**
"""
CALL = """\
* **Cyber Response Team** van de Vlaamse overheid, voor hulp en bijstand aan lokale besturen: [cyberresponse@vlaanderen.be](mailto:cyberresponse@vlaanderen.be)
* **CCB / CERT.be**, om elk cyberincident te melden en voor technisch advies: [ccb.belgium.be](https://ccb.belgium.be)
* **Politie**, voor aangifte van hacking, afpersing of fraude: uw lokale politiezone
* **GBA** (Gegevensbeschermingsautoriteit), bij een lek van persoonsgegevens: [gegevensbeschermingsautoriteit.be](https://www.gegevensbeschermingsautoriteit.be)
* **VTC** (Vlaamse Toezichtcommissie), voor een kopie van uw melding van een datalek: [contact@toezichtcommissie.be](mailto:contact@toezichtcommissie.be)
"""
DUTIES = """\
* **Datalek (AVG, artikel 33): binnen 72 uur** nadat u ervan weet, aan de Gegevensbeschermingsautoriteit, tenzij er wellicht geen risico is voor mensen. Later melden kan, met uitleg. Melden in stukken mag.
* **Hoog risico voor mensen (artikel 34):** verwittig ook de mensen zelf, zonder uitstel.
* **Schrijf elk lek op**, ook een lek dat u niet meldt.
* **NIS2, alleen als uw bestuur eronder valt:** vroege waarschuwing **binnen 24 uur**, melding **binnen 72 uur**, eindverslag **binnen een maand** na de melding, aan het CCB.
* Weet u niet of NIS2 voor u geldt? Vraag het uw CISO of DPO. Twijfel is geen reden om te wachten met melden.
"""
