"""The shop with My Page, as the product serves it."""

from collections.abc import Iterator

import pytest

from tests.backend.conftest import NOW
from tests.backend.databases import SeededDatabases, SqliteDatabases
from tests.web.mypage.site import MyPageSite, serving_my_page


@pytest.fixture(scope="session")
def demo_databases(tmp_path_factory: pytest.TempPathFactory) -> SeededDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("seeded"), NOW.date())


@pytest.fixture
def site(demo_databases: SeededDatabases) -> Iterator[MyPageSite]:
    with serving_my_page(demo_databases) as served:
        yield served
