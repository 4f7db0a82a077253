from django.urls import path

from content.pages import views

urlpatterns = [
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.sitemap_section, name="sitemap-section"),
    path("robots.txt", views.robots, name="robots"),
    path("feeds/nieuws.atom", views.news_atom, name="news-atom"),
    path("feeds/nieuws.rss", views.news_rss, name="news-rss"),
]
