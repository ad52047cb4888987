/* A drive without locks (NFS without its lock service), played by LD_PRELOAD for every file below a folder `netdrive`.
   NOLOCK says what is refused: `all` locks, those of the shared memory alone (`shm`), or mapping it (`mmap`). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <stdlib.h>
static int ours(int fd){ char p[64],b[4096]; snprintf(p,64,"/proc/self/fd/%d",fd); ssize_t n=readlink(p,b,4095); if(n<0)return 0; b[n]=0; return strstr(b,"netdrive")!=NULL; }
static int shm(int fd){ char p[64],b[4096]; snprintf(p,64,"/proc/self/fd/%d",fd); ssize_t n=readlink(p,b,4095); if(n<0)return 0; b[n]=0; return strstr(b,"netdrive")!=NULL && strstr(b,"-shm")!=NULL; }
static int refuse(int fd,int cmd){ const char*m=getenv("NOLOCK"); if(cmd!=F_SETLK&&cmd!=F_SETLKW)return 0; if(m&&!strcmp(m,"all"))return ours(fd); return shm(fd); }
int fcntl(int fd,int cmd,...){ va_list a; va_start(a,cmd); void*x=va_arg(a,void*); va_end(a); if(refuse(fd,cmd)){errno=ENOLCK;return -1;} int(*f)(int,int,...)=dlsym(RTLD_NEXT,"fcntl"); return f(fd,cmd,x);}
int fcntl64(int fd,int cmd,...){ va_list a; va_start(a,cmd); void*x=va_arg(a,void*); va_end(a); if(refuse(fd,cmd)){errno=ENOLCK;return -1;} int(*f)(int,int,...)=dlsym(RTLD_NEXT,"fcntl64"); return f(fd,cmd,x);}
void*mmap(void*ad,size_t l,int pr,int fl,int fd,off_t o){ void*(*f)(void*,size_t,int,int,int,off_t)=dlsym(RTLD_NEXT,"mmap"); const char*m=getenv("NOLOCK"); if(fd>=0&&m&&!strcmp(m,"mmap")&&shm(fd)){errno=EINVAL;return (void*)-1;} return f(ad,l,pr,fl,fd,o);}
void*mmap64(void*ad,size_t l,int pr,int fl,int fd,off_t o){ void*(*f)(void*,size_t,int,int,int,off_t)=dlsym(RTLD_NEXT,"mmap64"); const char*m=getenv("NOLOCK"); if(fd>=0&&m&&!strcmp(m,"mmap")&&shm(fd)){errno=EINVAL;return (void*)-1;} return f(ad,l,pr,fl,fd,o);}
