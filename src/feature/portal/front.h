/* The front of the portal: the home page, what was done for those in need, what is disclosed and
 * where, other sites. It stands on everything that the book tells. */
#ifndef FEATURE_PORTAL_FRONT_H
#define FEATURE_PORTAL_FRONT_H

#include "feature/frame.h"

extern const struct feature front_feature;

/* The page functions of /, /an-sinh-xa-hoi and /cong-khai. */
page_function home_page, welfare_page, disclosure_page;

#endif
