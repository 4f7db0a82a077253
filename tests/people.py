"""Alice, Bob and Charlie: the people every test about access is told with.

Alice is administrator of Gent, Bob her colleague (ICT), Charlie administrator of Aalst, who must
see nothing of Gent. The helpdesk and the QRC-redacteur work for the platform.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from community.accounts.models import User
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address
from community.organisations.enums import Kind, Role
from community.organisations.facts import load_local_governments, load_platform
from community.organisations.models import Membership, Organisation

GENT, AALST, GENT_OCMW = "0207451227", "0207437468", "0212214125"
PASSWORD = "een lang wachtwoord voor de proef"


def make_user(
    email: str, first_name: str = "", *, confirmed: bool = True, **fields: object
) -> User:
    """A user as sign-up and the confirmation mail leave him."""
    user = User.objects.create_user(
        email, PASSWORD, first_name=first_name, last_name="Proef", **fields
    )
    EmailAddress.objects.create(user=user, email=email, verified=confirmed, primary=True)
    if confirmed:
        Address.objects.create(
            channel=Channel.EMAIL, value=email, user=user, state=AddressState.CONFIRMED
        )
    return user


def make_member(user: User, organisation: Organisation, *roles: str) -> Membership:
    return Membership.objects.create(
        user=user, organisation=organisation, roles=list(roles) or [Role.STAFF]
    )


def with_second_factor(user: User) -> User:
    """Platform roles get nowhere without one."""
    TOTP.activate(user, generate_totp_secret())
    return user


def government(kbo: str) -> Organisation:
    """A real local government; the table is in every migrated database."""
    found = Organisation.objects.filter(kbo=kbo).first()
    if found is None:
        load_local_governments()
        found = Organisation.objects.get(kbo=kbo)
    return found


@pytest.fixture
def gent(db: None) -> Organisation:
    return government(GENT)


@pytest.fixture
def aalst(db: None) -> Organisation:
    return government(AALST)


@pytest.fixture
def supplier(db: None) -> Organisation:
    return Organisation.objects.create(kind=Kind.SUPPLIER, name="Softwarehuis Proef")


@pytest.fixture
def platform(db: None) -> Organisation:
    return load_platform()


@pytest.fixture
def alice(gent: Organisation) -> User:
    user = make_user("alice@gent.example", "Alice")
    make_member(user, gent, Role.ADMINISTRATOR)
    return user


@pytest.fixture
def bob(gent: Organisation) -> User:
    user = make_user("bob@gent.example", "Bob")
    make_member(user, gent, Role.ICT)
    return user


@pytest.fixture
def charlie(aalst: Organisation) -> User:
    user = make_user("charlie@aalst.example", "Charlie")
    make_member(user, aalst, Role.ADMINISTRATOR)
    return user


@pytest.fixture
def newcomer(db: None) -> User:
    """Somebody with an account and no organisation yet."""
    return make_user("nora@gent.example", "Nora")


@pytest.fixture
def helpdesk(platform: Organisation) -> User:
    user = make_user("helpdesk@platform.example", "Hilde")
    make_member(user, platform, Role.HELPDESK)
    return with_second_factor(user)


@pytest.fixture
def qrc_editor(platform: Organisation) -> User:
    user = make_user("qrc@platform.example", "Quinten")
    make_member(user, platform, Role.QRC_EDITOR)
    return with_second_factor(user)


@pytest.fixture
def editor(platform: Organisation) -> User:
    user = make_user("redactie@platform.example", "Els")
    make_member(user, platform, Role.EDITOR)
    return with_second_factor(user)


@pytest.fixture
def platform_admin(platform: Organisation) -> User:
    user = make_user("beheer@platform.example", "Piet")
    make_member(user, platform, Role.PLATFORM_ADMIN)
    return with_second_factor(user)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which this person is signed in."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


def second_factor_of(user: User) -> Authenticator:
    return Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
