"""Host names as they are compared: lower case, ASCII, whole labels; and the suffixes that tenants share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

_MAX_HOST: Final = 253  # characters, RFC 1035
_MAX_LABEL: Final = 63
_NEVER: Final = frozenset(':/[]@ \\?#%"<>')
_DEVIATIONS: Final = frozenset("ßς\u200c\u200d")  # IDNA 2008 keeps them where IDNA 2003 wrote another name
_HEXADECIMAL: Final = frozenset("0123456789abcdef")

# Names below these are rented out: who rents one is not who owns the suffix. Facts, a selection: the private part of the
# Public Suffix List (publicsuffix.org), the CDN names in github.com/fatmo666/CDNRevealer Dict/cname.py, and Azure's own.
_SUFFIXES: Final = """
akadns.net akamai.net akamaiedge.net akamaihd.net akamaiorigin.net akamaized.net edgekey.net edgesuite.net
amazonaws.com amazonaws.com.cn awsglobalaccelerator.com cloudfront.net elasticbeanstalk.com on.aws
azure-api.net azurecontainer.io azureedge.net azurefd.net azurestaticapps.net azurewebsites.net cloudapp.azure.com
cloudapp.net core.windows.net trafficmanager.net vo.msecnd.net
appspot.com bc.googleusercontent.com cloudfunctions.net firebaseapp.com run.app storage.googleapis.com web.app
cloudflare.net cloudflarestorage.com pages.dev r2.dev trycloudflare.com workers.dev
edgecompute.app fastly-edge.com fastly.net fastlylb.net
aliyuncs.com kunlunar.com kunlunca.com
b-cdn.net cachefly.net cdn77.net cdn77.org cdnsun.net edgecastcdn.net footprint.net hwcdn.net incapdns.net kxcdn.com
llnwd.net lswcdn.net netdna-cdn.com netdna-ssl.com stackpathdns.com
blogspot.com deno.dev digitaloceanspaces.com discordsays.com fly.dev github.io githubusercontent.com gitlab.io glitch.me
herokuapp.com herokussl.com linodeobjects.com myshopify.com netlify.app ngrok.io now.sh ondigitalocean.app onrender.com
pantheonsite.io platformsh.site repl.co supabase.co supabase.in supabase.net vercel.app vercel.dev wixsite.com
yandexcloud.net
adobeaemcloud.com adobeaemcloud.net amplifyapp.com azure-devices.net azure-mobile.net bcebos.com bitbucket.io
cloudflare-ipfs.com coze.site force.com hf.space sinaapp.com tumblr.com volces.com wordpress.com wxcloudrun.com
asuscomm.com ddns.net duckdns.org dyndns.org myfritz.net mynetname.net plex.direct quickconnect.to synology.me tplinkdns.com
alikunlun.com bdydns.com cdn20.com cdngslb.com cdnvideo.ru clouddn.com dnsv1.com edgecdn.ru gccdn.net gcdn.co impervadns.net
jomodns.com ksyuncdn.com ksyungslb.com lxdns.com mediadelivery.net myhuaweicloud.com myqcloud.com ngenix.net ourdvsss.com
qiniucdn.com qiniudn.com qiniudns.com rackcdn.com tdnsv5.com tdnsv6.com vultrusercontent.com wasabisys.com wscdns.com
business.site hatenablog.com herokudns.com jimdofree.com mongodb.net notion.site oraclecloud.com ovh.net readthedocs.io
sakura.ne.jp secureserver.net selcloud.ru snowflakecomputing.com square.site webflow.io website-files.com weeblysite.com
wpenginepowered.com wsdvs.com your-server.de
altervista.org apigee.net awsapprunner.com googlecode.com members.linode.com nodebalancer.linode.com scw.cloud
servicebus.windows.net
apps.astra.datastax.com cloud.databricks.com cloud.fedoraproject.org custhelp.com database.windows.net demandware.net
elastic-cloud.com firebaseio.com
ghs.googlehosted.com gitbook.io livekit.cloud pub.3gppnetwork.org redis.cache.windows.net search.windows.net
service.signalr.net up.railway.app
aliapp.org bitgravity.com bytegslb.com cdngc.net kinxcdn.com mncdn.com nexcesscdn.net objectstore.eu pressablecdn.com
qcloudcdn.com raxcdn.com squixa.net tencentclb.com tlivecdn.com volces.cn wsglb0.com xlcdn.com
ac-page.com arcpublishing.com businesscatalyst.com canalblog.com coral.coralproject.net de.com dxcloud.episerver.net imweb.me
livejournal.com lovable.app moovweb.net multiscreensite.com myshoptet.com over-blog.com p.rapidapi.com
squarespace.com substack.com thebase.in thinkific.com tilda.ws tistory.com typepad.com ucoz.ru weebly.com wikidot.com
wpengine.com zyrosite.com
91app.com aem.live amebaownd.com azurecontainerapps.io base44.app blog.hu boutir.com cloudtotvs.com.br commentsold.com
easystore.co edgeone.dev eklablog.com exblog.jp forumcommunity.net forumfree.it hlx.page kinghost.net myideasoft.com
mystrikingly.com photoshelter.com readme.io rocket.chat sch.gr shoprenter.hu stores.jp tebex.io voog.com weblium.site
website-editor.net webnode.page
accounts.dev americommerce.com app.os.fedoraproject.org apps.fbsbx.com beehiiv.com blogcms.jp caspio.com
clickfunnels.com clickhouse.cloud codesandbox.io foxycart.com gradio.app hostingprod.com jino.ru knack.com livedoor.jp
mozu.com mywebsite-editor.com neon.tech payrexx.com pro.typeform.com stacksnippets.net
webador.com
blogspot.be blogspot.ca blogspot.ch blogspot.co.at blogspot.co.id blogspot.co.il blogspot.co.nz blogspot.co.uk blogspot.co.za
blogspot.com.ar blogspot.com.au blogspot.com.br blogspot.com.co blogspot.com.es blogspot.com.tr blogspot.cz blogspot.de
blogspot.dk blogspot.fi blogspot.fr blogspot.gr blogspot.hk blogspot.hr blogspot.hu blogspot.ie blogspot.in blogspot.it
blogspot.jp blogspot.kr blogspot.mx blogspot.my blogspot.nl blogspot.no blogspot.pe blogspot.pt blogspot.ro blogspot.ru
blogspot.se blogspot.sg blogspot.sk blogspot.tw blogspot.vn
"""
# Here even the name itself says nothing of the tenant, who stands in the path.
_BY_PATH: Final = (
    "firebasestorage.googleapis.com raw.githubusercontent.com s3.amazonaws.com storage.googleapis.com"
)
_SHARED: Final = frozenset(_SUFFIXES.split())
_SHARED_BY_PATH: Final = frozenset(_BY_PATH.split())


def normalise_host(host: str) -> str | None:
    """A host name in lower case and ASCII (IDNA), without the root's dot; None where it is no name at all."""
    name = host.strip().lower().removesuffix(".")
    if not name or len(name) > _MAX_HOST or not _NEVER.isdisjoint(name) or not name.isprintable():
        return None
    if not name.isascii():
        name = _in_ascii(name)
        if not _NEVER.isdisjoint(name):
            return None
    labels = name.split(".")
    if not all(labels) or len(name) > _MAX_HOST or max(map(len, labels)) > _MAX_LABEL:
        return None
    return None if _is_number(labels[-1]) else name


def _in_ascii(name: str) -> str:
    """The IDNA form; ``""`` where there is none."""
    try:
        if _DEVIATIONS.isdisjoint(name):
            return name.encode("idna").decode("ascii").removesuffix(".")
        return ".".join(_punycode(label) for label in unicodedata.normalize("NFC", name).split("."))
    except UnicodeError:
        return ""


def _punycode(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _is_number(label: str) -> bool:
    """Whether a last label makes an address of the name, in whatever notation: no top-level domain is a number."""
    return label.isdigit() or (label.startswith("0x") and _HEXADECIMAL.issuperset(label[2:]))


def suffixes(host: str) -> Iterator[str]:
    """A host and its parents, label by label: ``a.b.example``, ``b.example``, ``example``; nothing for no name."""
    name = normalise_host(host)
    while name:
        yield name
        name = name.partition(".")[2]


def shared_suffix(name: str) -> str | None:
    """The longest suffix of a normalised name below which it is a tenant; None where it stands for its owner."""
    if name in _SHARED_BY_PATH:
        return name
    rest = name.partition(".")[2]
    while rest:
        if rest in _SHARED:
            return rest
        rest = rest.partition(".")[2]
    return None


_SECOND_LEVEL: Final = frozenset(
    ["ac", "co", "com", "edu", "gob", "gov", "go", "gv", "mil", "ne", "net", "nom", "or", "org", "plc", "ltd"]
)


def site_of(name: str) -> str:
    """The registered domain of a normalised name, by a rule of thumb: two labels, three below ``co.uk`` and its like, and
    one more than a suffix that is rented out."""
    rented = shared_suffix(name)
    labels = name.split(".")
    count = 2
    if rented is not None and rented != name:
        count = rented.count(".") + 2
    elif len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        count = 3
    return ".".join(labels[-count:])
